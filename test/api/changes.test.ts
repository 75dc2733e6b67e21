import fc from 'fast-check';
import { FlinkError, type Manifest } from '../../constructs';
import { arbitraryProps, type Props } from '../constructs/arbitrary-props';
import { objectsOf } from '../constructs/cluster-props';
import { ApiClient } from './client';

// A user changes props again and again, and applies: no API server may refuse a change.

const client = new ApiClient();
const namespace = 'changes';

beforeAll(() => client.createNamespace(namespace));

function delivered(props: Props): Manifest[] {
  try {
    return objectsOf({ ...props, name: 'orders', namespace });
  } catch (error) {
    if (error instanceof FlinkError) return [];
    throw error;
  }
}

/** The same as a batch job, which has no high availability and so one JobManager. */
function batch(given: Props): Props {
  const props = { ...given, jobManager: { ...given.jobManager, replicas: 1 } };
  delete props.highAvailabilityStorageDir;
  return { jarUri: 'local:///opt/flink/usrlib/a.jar', ...props, batch: true };
}

it.each<[string, (props: Props) => Props]>([
  ['clusters', (props) => props],
  ['batch jobs', batch],
])(
  'an API server takes one change of props after the other: %s',
  async (_, kind) => {
    const changes = fc.sample(arbitraryProps, { numRuns: 60, seed: 4 });
    let applied = 0;
    const refused: string[] = [];
    for (const props of changes) {
      for (const object of delivered(kind(props))) {
        const { ok, message } = await client.apply(object);
        applied += 1;
        if (!ok) refused.push(`${object.kind} ${object.metadata.name}: ${message}`);
      }
    }
    expect(refused).toEqual([]);
    expect(applied).toBeGreaterThan(300);
  },
  120_000,
);
