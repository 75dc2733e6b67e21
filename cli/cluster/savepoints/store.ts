import type { Clock } from '../../../controller/clock';
import { CONFIG_MAPS, type KubeClient } from '../../../controller/kube/client';
import { KubeError } from '../../../controller/kube/error';
import { own } from '../../../lib/json';
import { RECORD_KEY, formatRecord, parseRecord, recordName, type SavepointDocument } from './record';

/** How long a change is tried, in milliseconds. */
const PATIENCE = 60_000;

/** The record of a cluster's savepoints, in ConfigMap `<cluster>-savepoints`. */
export class SavepointStore {
  constructor(
    private readonly kube: KubeClient,
    private readonly clock: Clock,
    private readonly namespace: string,
    private readonly cluster: string,
  ) {}

  /**
   * Reads the record; an absent one is empty.
   *
   * @throws FlinkError InvalidSavepointRecord
   * @throws KubeError
   */
  async read(): Promise<SavepointDocument> {
    const name = recordName(this.cluster);
    const object = await this.kube.get(CONFIG_MAPS, this.namespace, name);
    return parseRecord(name, own(object?.data ?? {}, RECORD_KEY));
  }

  /**
   * Changes the record. When someone else changes it meanwhile, or the answer to a write is lost, the change is made
   * again on what is there then, so it must do no harm twice.
   *
   * @param change returns the document that it is given when there is nothing to change
   * @returns the record as it is now
   * @throws FlinkError InvalidSavepointRecord
   * @throws KubeError
   */
  async update(change: (document: SavepointDocument) => SavepointDocument): Promise<SavepointDocument> {
    const until = this.clock.now() + PATIENCE;
    for (;;) {
      try {
        return await this.tryUpdate(change, until);
      } catch (error) {
        if (!(error instanceof KubeError && error.isConflict) || this.clock.now() > until) throw error;
        await this.clock.sleep(100 + 400 * this.clock.random());
      }
    }
  }

  private async tryUpdate(
    change: (document: SavepointDocument) => SavepointDocument,
    until: number,
  ): Promise<SavepointDocument> {
    const name = recordName(this.cluster);
    const object = await this.kube.get(CONFIG_MAPS, this.namespace, name, { until });
    const before = parseRecord(name, own(object?.data ?? {}, RECORD_KEY));
    const after = change(before);
    if (after === before) return after;
    const data = { ...object?.data, [RECORD_KEY]: formatRecord(after) };
    if (object !== undefined) await this.kube.replace(CONFIG_MAPS, this.namespace, { ...object, data }, { until });
    else {
      const labels = { app: this.cluster, 'app.kubernetes.io/managed-by': 'cdk8s-flink' };
      const metadata = { name, namespace: this.namespace, labels };
      await this.kube.create(
        CONFIG_MAPS,
        this.namespace,
        { apiVersion: 'v1', kind: 'ConfigMap', metadata, data },
        { until },
      );
    }
    return after;
  }
}
