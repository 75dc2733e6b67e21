/** Errors of files and documents, before anything is known of their kind. */
export const INPUT_ERRORS = {
  /** A file or folder that cannot be read. */
  UnreadableFile: (a: { reason: string }) => ({
    message: `the input cannot be read: ${a.reason}`,
    hint: 'Give the path of a readable file or folder, or - for standard input',
  }),
  /** A folder that cannot be written to. */
  UnwritableFolder: (a: { reason: string }) => ({
    message: `the folder cannot be written: ${a.reason}`,
    hint: 'Give a folder that can be created and written to',
  }),
  /** A file larger than any set of resources. */
  FileTooLarge: (a: { limit: number }) => ({
    message: `the file is larger than ${a.limit} bytes`,
    hint: 'Split the file',
  }),
  /** Bytes that are no UTF-8 text. */
  NotText: (a: { reason: string }) => ({
    message: `the file is no text: ${a.reason}`,
    hint: 'Give a YAML or JSON file in UTF-8',
  }),
  /** An input without a single document. */
  EmptyInput: (a: { what: string }) => ({
    message: `${a.what}`,
    hint: 'Give at least one resource',
  }),
  /** Text that is no YAML. */
  InvalidYaml: (a: { reason: string }) => ({
    message: `the document is no valid YAML: ${a.reason}`,
    hint: 'Mend the syntax',
  }),
  /** A map with one key twice, of which a parser would keep one. */
  DuplicateKey: () => ({
    message: 'the map has this key twice',
    hint: 'Remove one of the two',
  }),
  /** An alias without a value. */
  InvalidAlias: (a: { reason: string }) => ({
    message: `the alias has no value: ${a.reason}`,
    hint: 'Write the value out, or set the anchor before its first use',
  }),
  /** A YAML value that JSON, which an API server takes, cannot say. */
  NotJson: (a: { text: string; reason: string }) => ({
    message: `${a.text} cannot be sent to an API server: ${a.reason}`,
    hint: 'Put it in quotes if it is meant as text',
  }),
  /** Aliases that expand to more than any set of resources. */
  TooManyAliases: () => ({
    message: 'the aliases of the document expand to too much',
    hint: 'Write the values out, or use fewer aliases',
  }),
  /** A document nested deeper than any resource. */
  TooDeep: (a: { limit: number }) => ({
    message: `the document is nested deeper than ${a.limit} levels`,
    hint: 'Give a Kubernetes resource',
  }),
  /** A document that is a list or a scalar. */
  NotAnObject: (a: { actual: string }) => ({
    message: `a resource is an object, not ${a.actual}`,
    hint: 'Give a Kubernetes resource with apiVersion, kind and metadata',
  }),
  /** A version of a known group that does not exist. */
  UnknownApiVersion: (a: { apiVersion: string; known: string }) => ({
    message: `unknown apiVersion ${JSON.stringify(a.apiVersion)}`,
    hint: `Use ${a.known}`,
  }),
  /** A kind that a known group does not have. */
  UnknownKind: (a: { kind: string; known: readonly string[]; suggestion?: string | undefined }) => ({
    message: `unknown kind ${JSON.stringify(a.kind)}`,
    hint: a.suggestion === undefined ? `Use one of ${a.known.join(', ')}` : `Did you mean ${a.suggestion}?`,
  }),
  /** Two resources whose output would go to one file. */
  DuplicateFile: (a: { name: string; other: string }) => ({
    message: `the output file ${a.name} is also that of ${a.other}`,
    hint: 'Rename one of the two, or write them to folders of their own',
  }),
  /** Two objects that would overwrite each other. */
  DuplicateObject: (a: { object: string; other: string }) => ({
    message: `${a.object} is there twice, the other one comes from ${a.other}`,
    hint: 'Rename or remove one',
  }),
} as const;
