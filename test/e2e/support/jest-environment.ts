import type { Circus } from '@jest/types';
import { TestEnvironment } from 'jest-environment-node';
import { FAILURES } from './failures';

/** Lets the hooks of a test file know that a test failed, which Jest tells nobody but its environment. */
export default class E2eEnvironment extends TestEnvironment {
  /** @param event - of Jest's runner, before it goes on */
  handleTestEvent(event: Circus.Event): void {
    if (event.name !== 'test_fn_failure' && event.name !== 'hook_failure') return;
    const failures = this.global as { [FAILURES]?: number };
    failures[FAILURES] = (failures[FAILURES] ?? 0) + 1;
  }
}
