/** @typedef {import('./props-read.mjs').Section} Section */
/** @typedef {import('./props-read.mjs').Member} Member */

const GROUPS = [
  ['construct', 'Constructs'],
  ['value', 'Values'],
  ['props', 'Props'],
  ['type', 'Types'],
];

const HEAD = `# Props

What the constructs take and have, from their doc comments. This page is generated: \`node scripts/props-reference.mjs\`
writes it. Types that are not on it are the fields of custom resources, which an editor shows and
[their CRDs](crds.md) list, and those of Kubernetes, from \`kubernetes-types\`, and of cdk8s.
`;

/**
 * A page about what was read.
 *
 * @param {Section[]} sections
 * @returns {string}
 */
export function toMarkdown(sections) {
  const names = new Set(sections.map(({ name }) => name));
  const groups = GROUPS.map(([group, title]) => ({ title, members: sections.filter((s) => s.group === group) }));
  const filled = groups.filter(({ members }) => members.length > 0);
  const contents = filled.map(
    ({ title, members }) => `- ${title}: ${members.map(({ name }) => link(name)).join(', ')}`,
  );
  const parts = filled.flatMap(({ title, members }) => [
    `## ${title}`,
    ...members.map((section) => block(section, names)),
  ]);
  return `${[HEAD, contents.join('\n'), ...parts].map((part) => part.trim()).join('\n\n')}\n`;
}

function block(section, names) {
  const { name, text, definition, constructed, members, statics, bases } = section;
  const isClass = section.group === 'construct' || section.group === 'value';
  const columns = isClass
    ? table(['member', 'type', 'what it is'], members, (m) => [
        code(m.name),
        typeCell(m.type, names),
        description(m, names),
      ])
    : table(['prop', 'type', 'default', 'what it is'], members, (m) => [
        code(m.name),
        typeCell(m.type, names),
        defaultCell(m, names),
        description(m, names),
      ]);
  return [
    `### ${name}`,
    prose(text, names),
    definition === undefined ? '' : `\`\`\`ts\n${dedent(definition)}\n\`\`\``,
    definition === undefined ? '' : seeAlso(definition, names, name),
    constructed === undefined ? '' : `${code(`new ${name}(${constructed})`)}${after(constructed, names)}`,
    table(['value', 'what it is'], statics, (m) => [code(`${name}.${m.name}`), description(m, names)]),
    columns,
    inherited(bases, names, isClass ? 'members' : 'props', members.length + statics.length > 0),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function inherited(bases, names, what, also) {
  const of = bases.map(({ name, only }) => {
    const target = names.has(name) ? link(name) : code(name);
    return only === undefined ? `the ${what} of ${target}` : `${only.map(code).join(', ')} of ${target}`;
  });
  return of.length === 0 ? '' : `${also ? 'Also has' : 'Has'} ${of.join(', and ')}.`;
}

function table(titles, rows, cells) {
  if (rows.length === 0) return '';
  const line = (columns) => `| ${columns.join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map((row) => line(cells(row).map(cell)))].join('\n');
}

/** A cell has one line, and no other bars than its own. */
function cell(text) {
  return text
    .replace(/\s*\n\s*/g, ' ')
    .replace(/(?<!\\)\|/g, '\\|')
    .trim();
}

function typeCell(type, names) {
  const [first, ...others] = known(type, names);
  return first !== undefined && others.length === 0 ? `[${code(type)}](#${first.toLowerCase()})` : code(type);
}

function defaultCell({ optional, default: text }, names) {
  if (!optional) return '**required**';
  if (text === undefined || text === '') return '';
  if (text.startsWith('- ')) return prose(text.slice(2), names);
  return /^(["'[{]?)[^\s]*\1$|^"[^"]*"$|^[[{].*[\]}]$/.test(text) ? code(text) : prose(text, names);
}

function description({ text, params, deprecated }, names) {
  const all = [text.replace(/\n{2,}/g, '<br>'), ...params.map((param) => `${code(param.name)}: ${param.text}`)];
  return (deprecated ? '**deprecated** ' : '') + prose(all.filter((part) => part !== '').join('<br>'), names);
}

/** Links of doc comments become links of the page. */
function prose(text, names) {
  return text.replace(/\{@link(?:code|plain)? ([^\s}|]+)[^}]*\}/g, (_, target) => {
    const name = target.split('.')[0];
    return names.has(name) ? `[${target}](#${name.toLowerCase()})` : code(target);
  });
}

function seeAlso(definition, names, self) {
  const others = known(definition, names).filter((name) => name !== self);
  return others.length === 0 ? '' : `See ${others.map(link).join(', ')}.`;
}

function after(text, names) {
  const others = known(text, names);
  return others.length === 0 ? '' : `, see ${others.map(link).join(', ')}`;
}

/** The names in a type that have a section. */
function known(type, names) {
  const text = type.replace(/'[^']*'|"[^"]*"/g, '');
  return [...new Set(text.match(/[A-Za-z_$][\w$]*/g) ?? [])].filter((word) => names.has(word));
}

function link(name) {
  return `[${name}](#${name.toLowerCase()})`;
}

function code(text) {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function dedent(text) {
  const [first = '', ...rest] = text.split('\n');
  const indent = Math.min(...rest.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)), Infinity);
  return [first, ...rest.map((line) => line.slice(indent === Infinity ? 0 : indent))].join('\n');
}
