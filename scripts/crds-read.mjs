import path from 'node:path';
import ts from 'typescript';

/**
 * Reads the doc comments of interfaces: what each field means, by its path, such as `spec.job.args`, with `[]` for the
 * items of lists and `{}` for the values of maps. Types of others, such as those of Kubernetes, are looked into for a few
 * steps only: what is deeper is open in the schemas.
 *
 * @param {string} root folder of the project
 * @param {Readonly<Record<string, { file: string, resource: string, status: { file: string, type: string } }>>} kinds where
 *   the interfaces of each kind are
 * @returns {Record<string, Record<string, string>>} descriptions by kind and path
 */
export function readDescriptions(root, kinds) {
  const config = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.config.compilerOptions, root);
  const files = Object.values(kinds).flatMap(({ file, status }) => [file, status.file]);
  const entries = [...new Set(files)].map((file) => path.join(root, file));
  const program = ts.createProgram(entries, { ...options, noEmit: true, types: [], lib: ['lib.es5.d.ts'] });
  const checker = program.getTypeChecker();

  /** @param {string} file @param {string} name */
  const typeNamed = (file, name) => {
    const source = program.getSourceFile(path.join(root, file));
    const module = source && checker.getSymbolAtLocation(source);
    const symbol = module && checker.getExportsOfModule(module).find((s) => s.name === name);
    if (!symbol) throw new Error(`${file} exports no ${name}`);
    return checker.getDeclaredTypeOfSymbol(symbol);
  };
  const isOurs = (symbol) => {
    const file = symbol?.declarations?.[0]?.getSourceFile().fileName;
    return file !== undefined && !path.relative(root, file).startsWith('..') && !file.includes('node_modules');
  };

  const ours = (symbol) => (isOurs(symbol) ? symbol : undefined);

  const walk = (type, at, found, steps = 3) => {
    const bare = checker.getNonNullableType(type);
    if (checker.isArrayType(bare)) return walk(checker.getTypeArguments(bare)[0], `${at}[]`, found, steps);
    if (!(bare.flags & ts.TypeFlags.Object)) return;
    const values = checker.getIndexTypeOfType(bare, ts.IndexKind.String);
    if (values !== undefined) walk(values, `${at}{}`, found, steps);
    for (const property of checker.getPropertiesOfType(bare)) {
      const left = isOurs(property) ? steps : steps - 1;
      if (left === 0) continue;
      const field = at === '' ? property.name : `${at}.${property.name}`;
      const fieldType = checker.getTypeOfSymbol(property);
      const text =
        describe(property) ||
        describe(ours(checker.getNonNullableType(fieldType).aliasSymbol)) ||
        describe(ours(checker.getNonNullableType(fieldType).symbol));
      if (text !== '') found[field] = text;
      walk(fieldType, field, found, left);
    }
  };

  /** The doc comment, then what its tags say. */
  const describe = (symbol) => {
    if (symbol === undefined) return '';
    const said = symbol.getJsDocTags(checker).map(({ name, text }) => [name, oneLine(ts.displayPartsToString(text))]);
    const tag = (name) => said.find(([tagName]) => tagName === name)?.[1];
    const [doc, preset, deprecated] = [
      oneLine(ts.displayPartsToString(symbol.getDocumentationComment(checker))),
      tag('default'),
      tag('deprecated'),
    ];
    return [doc, preset && `Default: ${preset.replace(/^- /, '')}.`, deprecated && `Deprecated: ${deprecated}.`]
      .filter(Boolean)
      .join(' ');
  };

  return Object.fromEntries(
    Object.entries(kinds).map(([kind, { file, resource, status }]) => {
      const found = {};
      const type = typeNamed(file, resource);
      found[''] = describe(type.symbol);
      walk(type, '', found);
      const statusType = typeNamed(status.file, status.type);
      found.status = describe(statusType.symbol);
      walk(statusType, 'status', found);
      return [kind, found];
    }),
  );
}

function oneLine(text) {
  return text
    .replace(/\{@link (\w+)\}/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}
