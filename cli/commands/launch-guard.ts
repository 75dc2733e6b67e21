import { systemClock } from '../../controller/clock';
import { connect, type ConnectionOptions } from '../cluster/connect';
import { guardLaunch } from '../cluster/launch-guard';
import { reporting } from '../cluster/report';
import { EXIT, type Io } from '../io';

/** Options of `launch-guard`. */
export interface LaunchGuardOptions extends ConnectionOptions {
  readonly cluster: string;
  readonly jobId: string;
  readonly launch: string;
  readonly restorePath?: string;
}

/** `cdk8s-flink launch-guard`: sees to it that a JobManager starts the job of its manifest, not the one before. */
export function launchGuard(options: LaunchGuardOptions, io: Io): Promise<number> {
  return reporting(io, async () => {
    const { kube, namespace } = await connect(options, io);
    const { cluster, jobId, launch } = options;
    // An empty path is what a template gives that has none.
    const restorePath = options.restorePath === '' ? undefined : options.restorePath;
    const done = await guardLaunch({ cluster, namespace, jobId, launch, restorePath }, kube, systemClock);
    io.stdout(`launch-guard: ${done}\n`);
    return EXIT.ok;
  });
}
