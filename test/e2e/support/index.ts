export { diagnostics } from './diagnostics';
export { accumulators, flinkPost, flinkRest, jobs, restores, runningJob, type Job, type Totals } from './flink';
export { FLINK_1, FLINK_2, FLINK_RELEASES, JOBS_JAR, TOOL_IMAGE, type FlinkRelease } from './images';
export { apply, getJson, kubectl } from './kubectl';
export { newNamespace, type NamespaceOptions } from './namespace';
export { verifyOutput, volumeClaim, type Output } from './output';
export { RESTRICTED_CONTAINER, RESTRICTED_POD, runPod, type PodResult, type PodRun } from './pod';
export { SMALL, SMALL_PROCESS } from './small';
export { waitFor } from './wait-for';
