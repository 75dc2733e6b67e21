import { CLUSTER_ERRORS } from './cluster';
import { CONVERT_ERRORS } from './convert';
import { FLINK_CLUSTER_ERRORS } from './flinkcluster';
import { INPUT_ERRORS } from './input';
import { MEMORY_ERRORS } from './memory';
import { PROPS_ERRORS } from './props';
import { RESOURCE_ERRORS } from './resource';

/**
 * Every error that an input can cause. The key is the code, which is also the reason of conditions and events.
 * Messages say what is wrong with which value, hints say what to do; both are one sentence without a full stop.
 */
export const ERRORS = {
  ...INPUT_ERRORS,
  ...RESOURCE_ERRORS,
  ...PROPS_ERRORS,
  ...MEMORY_ERRORS,
  ...CLUSTER_ERRORS,
  ...CONVERT_ERRORS,
  ...FLINK_CLUSTER_ERRORS,
} as const;

/** The code of an error, a key of the table. */
export type ErrorCode = keyof typeof ERRORS;

/** What the words of an error need to know. */
export type ErrorArguments<C extends ErrorCode> =
  Parameters<(typeof ERRORS)[C]> extends [infer A] ? A : Record<string, never>;
