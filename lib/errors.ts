/**
 * Every error that an input can cause. The key is the code, which is also the reason of conditions and events.
 * Messages say what is wrong with which value, hints say what to do; both are one sentence without a full stop.
 */
export const ERRORS = {
  /** A field that the kind does not have. */
  UnknownField: (a: { field: string; suggestion?: string | undefined }) => ({
    message: `unknown field ${JSON.stringify(a.field)}`,
    hint: a.suggestion === undefined ? 'Remove the field' : `Did you mean ${JSON.stringify(a.suggestion)}?`,
  }),
  /** A value of another JSON type than the field's. */
  WrongType: (a: { expected: string; actual: string }) => ({
    message: `must be ${a.expected}, not ${a.actual}`,
    hint: `Write ${a.expected}`,
  }),
  /** A value outside a closed set. */
  UnknownValue: (a: { value: string; allowed: readonly string[]; suggestion?: string | undefined }) => ({
    message: `unknown value ${JSON.stringify(a.value)}`,
    hint:
      a.suggestion === undefined
        ? `Use one of ${a.allowed.join(', ')}`
        : `Did you mean ${JSON.stringify(a.suggestion)}?`,
  }),
} as const;

/** The code of an error, a key of the table. */
export type ErrorCode = keyof typeof ERRORS;

/** What the words of an error need to know. */
export type ErrorArguments<C extends ErrorCode> = Parameters<(typeof ERRORS)[C]>[0];
