import { systemClock } from '../../controller/clock';
import { awaitJob as wait } from '../cluster/await-job';
import { connect, type ConnectionOptions } from '../cluster/connect';
import { reporting } from '../cluster/report';
import { EXIT, type Io } from '../io';

/** Options of `await-job`. */
export interface AwaitJobOptions extends ConnectionOptions {
  readonly job: string;
}

/** `cdk8s-flink await-job`: ends when a Kubernetes Job has ended. */
export function awaitJob(options: AwaitJobOptions, io: Io): Promise<number> {
  return reporting(io, async () => {
    const { kube, namespace } = await connect(options, io);
    const log = (line: string) => io.stderr(`await-job: ${line}\n`);
    const end = await wait({ namespace, name: options.job }, kube, systemClock, log);
    io.stdout(`await-job: job ${options.job} is ${end}\n`);
    return EXIT.ok;
  });
}
