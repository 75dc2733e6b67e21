import type { Clock } from './clock';
import { HttpError, type HttpAnswer } from './http';

/** The shortest and the longest pause between two tries, in milliseconds. */
const PAUSES = { first: 200, longest: 5_000 } as const;

/** After how many tries in vain it is told. */
const TROUBLE = 3;

/** How requests are repeated. */
export interface Retrying {
  readonly clock: Clock;
  /** Is told, once a request, why it has to be repeated for more than a moment. */
  readonly onTrouble?: ((reason: string) => void) | undefined;
}

/**
 * Sends a request until a server answers it: no answer, 429 and 5xx are tried again, after what `Retry-After` says or a
 * growing pause. For requests that may arrive twice without harm.
 *
 * @param until when to give up, in milliseconds since 1970; there is one try at least
 * @returns the last answer
 * @throws HttpError when the last try got no answer
 */
export async function sendWithRetries(
  send: () => Promise<HttpAnswer>,
  until: number,
  { clock, onTrouble }: Retrying,
): Promise<HttpAnswer> {
  for (let attempt = 0; ; attempt++) {
    const answer = await send().catch((error: unknown) => {
      if (error instanceof HttpError) return error;
      throw error;
    });
    const pause = pauseAfter(attempt, answer, clock);
    const last = clock.now() + pause > until;
    if (answer instanceof HttpError) {
      if (last) throw answer;
    } else if ((answer.status !== 429 && answer.status < 500) || last) {
      return answer;
    }
    if (attempt === TROUBLE) onTrouble?.(answer instanceof HttpError ? answer.message : `it answers ${answer.status}`);
    await clock.sleep(pause);
  }
}

function pauseAfter(attempt: number, answer: HttpAnswer | HttpError, clock: Clock): number {
  const growing = Math.min(PAUSES.longest, PAUSES.first * 2 ** Math.min(attempt, 10));
  // Clients that failed together should not come back together.
  const jittered = growing * (0.5 + clock.random() / 2);
  const asked = answer instanceof HttpError ? undefined : answer.retryAfter;
  return asked === undefined ? jittered : Math.max(jittered, asked * 1000);
}
