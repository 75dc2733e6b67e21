import { systemClock } from '../../controller/clock';
import { download } from '../cluster/download';
import { reporting } from '../cluster/report';
import { EXIT, type Io } from '../io';

/** Options of `fetch`. */
export interface FetchOptions {
  readonly sha256?: string;
}

/** `cdk8s-flink fetch`: downloads a file, such as the jar of a job. */
export function fetchFile(url: string, file: string, { sha256 }: FetchOptions, io: Io): Promise<number> {
  return reporting(io, async () => {
    io.stdout(`fetch: ${await download({ url, file, sha256 }, systemClock)}\n`);
    return EXIT.ok;
  });
}
