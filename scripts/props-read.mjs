import path from 'node:path';
import ts from 'typescript';

/**
 * @typedef {object} Member
 * @property {string} name of a prop, or what to write for a method: `of(name: string)`
 * @property {string} type as the source has it
 * @property {boolean} optional
 * @property {string} [default] the text of `@default`
 * @property {string} text the doc comment
 * @property {{ name: string, text: string }[]} params of a method
 * @property {boolean} [deprecated]
 *
 * @typedef {object} Section
 * @property {'construct' | 'value' | 'props' | 'type'} group
 * @property {string} name
 * @property {string} text the doc comment
 * @property {string} [definition] of a type alias
 * @property {string} [constructed] the arguments of the constructor, if it is public
 * @property {Member[]} members
 * @property {Member[]} statics
 * @property {{ name: string, only?: string[] }[]} bases where further members come from, and which, unless it is all of them
 */

/**
 * Reads what a module exports: classes and `*Props` declared beside it, and the exported types that these name.
 *
 * @param {string} entry
 * @param {string} root folder of the project; what is outside or in node_modules is others'
 * @returns {{ sections: Section[], problems: string[] }}
 */
export function readApi(entry, root) {
  const config = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.config.compilerOptions, root);
  // The small library has what changes types, such as Omit.
  const program = ts.createProgram([entry], { ...options, noEmit: true, types: [], lib: ['lib.es5.d.ts'] });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${entry} is no module`);

  const problems = [];
  /** @param {ts.Node} node */
  const isOurs = (node) => {
    const file = path.relative(root, node.getSourceFile().fileName);
    return !file.startsWith('..') && !file.includes('node_modules');
  };
  const aliased = (symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);
  const exported = new Map(
    checker.getExportsOfModule(module).map((symbol) => [symbol.name, declarationOf(aliased(symbol))]),
  );
  const beside = (node) => node.getSourceFile().fileName.startsWith(`${path.dirname(source.fileName)}/`);

  // Types are listed when something that is listed names them, and so on; what classes have besides is the core's.
  const listed = new Map([...exported].filter(([name, node]) => node && beside(node) && isMain(name, node)));
  for (const [name, node] of listed) {
    for (const { reference, declaration } of typesIn(node)) {
      const found = [...exported].find(([, other]) => other === declaration);
      if (found === undefined) problems.push(`${where(node)}: ${name} names ${reference}, which is not exported`);
      else if (!ts.isClassDeclaration(node) || beside(declaration)) listed.set(...found);
    }
  }

  const sections = [...exported].filter(([name]) => listed.has(name)).map(([name, node]) => sectionOf(name, node));
  return { sections, problems: [...new Set(problems)] };

  /** @returns {Section} */
  function sectionOf(name, node) {
    const section = { name, text: docOf(node), members: [], statics: [], bases: [] };
    if (section.text === '') problems.push(`${where(node)}: ${name} has no doc comment`);
    if (ts.isClassDeclaration(node)) return { ...section, ...classOf(name, node) };
    if (ts.isEnumDeclaration(node)) {
      return { ...section, group: 'value', statics: node.members.map((member) => memberOf(name, member)) };
    }
    const isPropsLike = ts.isInterfaceDeclaration(node) || name.endsWith('Props');
    const definition = isPropsLike ? undefined : node.type?.getText();
    return { ...section, ...(isPropsLike ? propsOf(name, node) : { group: 'type' }), definition };
  }

  /** The members of an interface, or of an alias of several. */
  function propsOf(name, node) {
    const type = checker.getDeclaredTypeOfSymbol(checker.getSymbolAtLocation(node.name));
    const members = [];
    const others = new Map();
    for (const property of inSourceOrder(type.getProperties())) {
      const declaration = property.valueDeclaration ?? property.declarations?.[0];
      const owner = declaration?.parent;
      const ownerName = owner?.name?.text;
      if (declaration === undefined || (owner !== node && (!isOurs(declaration) || listed.get(ownerName) === owner))) {
        others.set(ownerName, [...(others.get(ownerName) ?? []), property.name]);
      } else {
        members.push(memberOf(name, declaration));
      }
    }
    const bases = [...others].map(([base = 'another type', names]) => {
      const all = listed.has(base) ? ownOf(listed.get(base)) : undefined;
      return { name: base, ...(all?.length === names.length ? {} : { only: names }) };
    });
    return { group: name.endsWith('Props') ? 'props' : 'type', members, bases };
  }

  /** The members that an interface declares itself. */
  function ownOf(node) {
    const type = checker.getDeclaredTypeOfSymbol(checker.getSymbolAtLocation(node.name));
    return type.getProperties().filter((property) => property.declarations?.[0]?.parent === node);
  }

  function classOf(name, node) {
    const own = node.members.flatMap((member) =>
      ts.isConstructorDeclaration(member)
        ? member.parameters.filter((parameter) => ts.isParameterPropertyDeclaration(parameter, member))
        : [member],
    );
    const open = own.filter(
      (member) => isPublic(member) && member.name !== undefined && !ts.isConstructorDeclaration(member),
    );
    const isStatic = (member) => has(member, ts.ModifierFlags.Static);
    const constructor = node.members.find(ts.isConstructorDeclaration);
    const callable = constructor !== undefined && isPublic(constructor) && !has(node, ts.ModifierFlags.Abstract);
    const base = node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
    return {
      group: isConstruct(node) ? 'construct' : 'value',
      members: open.filter((member) => !isStatic(member)).map((member) => memberOf(name, member)),
      statics: open.filter(isStatic).map((member) => memberOf(name, member)),
      bases: base === undefined ? [] : [{ name: base.expression.getText() }],
      ...(callable ? { constructed: parametersOf(constructor) } : {}),
    };
  }

  /** @returns {Member} */
  function memberOf(owner, node) {
    const name = node.name.getText();
    const callable = ts.isMethodDeclaration(node) || ts.isMethodSignature(node);
    const tags = ts.getJSDocTags(node);
    const member = {
      name: callable ? `${name}(${parametersOf(node)})` : name,
      type: oneLine(node.type?.getText() ?? checker.typeToString(checker.getTypeAtLocation(node))),
      optional: node.questionToken !== undefined,
      default: textOf(tags.find((tag) => tag.tagName.text === 'default')?.comment),
      text: docOf(node),
      params: tags
        .filter(ts.isJSDocParameterTag)
        .map((tag) => ({ name: tag.name.getText(), text: textOf(tag.comment) ?? '' })),
      deprecated: tags.some((tag) => tag.tagName.text === 'deprecated'),
    };
    if (member.text === '') problems.push(`${where(node)}: ${owner}.${name} has no doc comment`);
    const isProp = ts.isPropertySignature(node);
    if (isProp && member.optional && !member.default) problems.push(`${where(node)}: ${owner}.${name} has no @default`);
    return member;
  }

  /** Our own types that public signatures inside a declaration name. */
  function typesIn(node) {
    const found = [];
    const visit = (child) => {
      if (ts.isBlock(child) || (ts.canHaveModifiers(child) && child !== node && !isPublic(child))) return;
      // The value of a static or of an enum-like class is nobody's business.
      if (ts.isPropertyDeclaration(child) && child.type === undefined) return;
      if (ts.isTypeReferenceNode(child) || ts.isExpressionWithTypeArguments(child)) {
        const reference = (child.typeName ?? child.expression).getText();
        const symbol = checker.getSymbolAtLocation(child.typeName ?? child.expression);
        const declaration = symbol === undefined ? undefined : declarationOf(aliased(symbol));
        if (declaration && !ts.isTypeParameterDeclaration(declaration) && isOurs(declaration))
          found.push({ reference, declaration });
      }
      ts.forEachChild(child, visit);
    };
    visit(node);
    return found;
  }

  function isConstruct(node) {
    const type = checker.getTypeAtLocation(node);
    const names = (t) => [t.symbol?.name, ...(t.getBaseTypes() ?? []).flatMap(names)];
    return names(type).includes('Construct');
  }

  /** A sentence's place for messages. */
  function where(node) {
    return path.relative(root, node.getSourceFile().fileName);
  }
}

/** A class, interface, alias or enum; undefined for functions and constants. */
function declarationOf(symbol) {
  return symbol.declarations?.find(
    (node) =>
      ts.isClassDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isTypeParameterDeclaration(node) ||
      ts.isEnumDeclaration(node),
  );
}

function isMain(name, node) {
  return ts.isClassDeclaration(node) || ts.isEnumDeclaration(node) || name.endsWith('Props');
}

function has(node, flag) {
  return (ts.getCombinedModifierFlags(node) & flag) !== 0;
}

function isPublic(node) {
  const hidden =
    has(node, ts.ModifierFlags.Private | ts.ModifierFlags.Protected) ||
    (node.name && ts.isPrivateIdentifier(node.name));
  return !hidden && ts.getJSDocTags(node).every((tag) => tag.tagName.text !== 'internal');
}

function inSourceOrder(symbols) {
  const at = (symbol) => symbol.declarations?.[0]?.pos ?? 0;
  const file = (symbol) => symbol.declarations?.[0]?.getSourceFile().fileName ?? '';
  return [...symbols].sort((a, b) => (file(a) === file(b) ? at(a) - at(b) : file(a) < file(b) ? -1 : 1));
}

function parametersOf(node) {
  return node.parameters
    .map(
      (p) =>
        `${p.dotDotDotToken ? '...' : ''}${p.name.getText()}${p.questionToken || p.initializer ? '?' : ''}: ${oneLine(p.type?.getText() ?? 'unknown')}`,
    )
    .join(', ');
}

function docOf(node) {
  const comments = node.jsDoc ?? [];
  return textOf(comments.at(-1)?.comment) ?? '';
}

function textOf(comment) {
  return comment === undefined ? undefined : ts.getTextOfJSDocComment(comment)?.trim();
}

function oneLine(text) {
  return text.replace(/\s+/g, ' ').replace(/^\| /, '');
}
