/** The name under which the environment of a test file counts failures. */
export const FAILURES = 'e2eFailures';

/** True when a test or a hook of this file failed so far. */
export function testsFailed(): boolean {
  return ((globalThis as { [FAILURES]?: number })[FAILURES] ?? 0) > 0;
}
