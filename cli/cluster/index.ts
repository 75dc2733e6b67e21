/** The commands that contact a cluster: bundled into a file of their own, loaded when one of them runs. */
export { awaitJob } from '../commands/await-job';
export { fetchFile } from '../commands/fetch';
export { launchGuard } from '../commands/launch-guard';
export { disposeSavepoints, listSavepoints, triggerSavepoint } from '../commands/savepoint';

// A process that is the first one in its container gets no signal that it does not ask for.
if (process.pid === 1) for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1));
