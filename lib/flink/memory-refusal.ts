import { ERRORS, type ErrorArguments, type ErrorCode } from '../errors';
import { LongOverflow } from './memory-arithmetic';

/** The reasons for which a memory configuration is refused. */
export type MemoryErrorCode = Extract<ErrorCode, `Memory${string}`>;

/** A memory configuration with which Flink's processes would not start. */
export interface MemoryRefusal {
  readonly ok: false;
  readonly code: MemoryErrorCode;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do about it, in one sentence. */
  readonly hint: string;
  /** Keys of the options involved: as they are written in the configuration, or where one could be added. */
  readonly options: readonly string[];
}

/** How a refusal travels inside the memory model; {@link refusing} turns it into a result. */
class Refused extends Error {
  constructor(readonly refusal: MemoryRefusal) {
    super(refusal.message);
  }
}

function refusal<C extends MemoryErrorCode>(
  code: C,
  args: ErrorArguments<C>,
  options: readonly string[],
): MemoryRefusal {
  const words = ERRORS[code] as (args: ErrorArguments<C>) => { message: string; hint: string };
  return { ok: false, code, ...words(args), options };
}

/** Ends the computation with a refusal. */
export function refuse<C extends MemoryErrorCode>(code: C, args: ErrorArguments<C>, options: readonly string[]): never {
  throw new Refused(refusal(code, args, options));
}

/**
 * Runs a computation of which {@link refuse} is one possible end.
 *
 * @param options the keys to name when sizes add up to more than 64 bits
 */
export function refusing<T>(options: () => readonly string[], compute: () => T): T | MemoryRefusal {
  try {
    return compute();
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    if (error instanceof LongOverflow) return refusal('MemorySumOverflow', {}, options());
    throw error;
  }
}
