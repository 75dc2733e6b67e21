import { integer, OPTIONS } from '../lib/flink/options';
import { objectNames } from '../lib/flink/names';
import type { ClusterModel } from '../lib/model/cluster';
import type { FlinkClusterModel } from '../lib/model/flinkcluster';
import * as names from '../lib/render/flinkcluster/names';
import { commonLabels, selectorLabels } from '../lib/render/labels';

/** A cluster of either dialect. */
export type AnyCluster = ClusterModel | FlinkClusterModel;

/** What stands beside a cluster, and has to find its pods and Services. */
export interface ClusterLayout {
  /** Labels of all its pods, which no others have. */
  readonly labels: Readonly<Record<string, string>>;
  /** Labels of the pods of a process. */
  readonly selector: (component: 'jobmanager' | 'taskmanager') => Readonly<Record<string, string>>;
  readonly restService: string;
  /** Port of that Service. */
  readonly restPort: number;
  /** Port of the JobManager's pod. */
  readonly restPodPort: number;
}

/** How to find the pods and Services of a cluster. */
export function layoutOf(model: AnyCluster): ClusterLayout {
  if (model.layout === 'flinkcluster') {
    const { ui } = model.jobManager.ports;
    return {
      labels: names.clusterLabels(model),
      selector: (component) => names.componentLabels(model, component),
      restService: names.objectNames(model.name).jobManager,
      restPort: ui,
      restPodPort: ui,
    };
  }
  return {
    labels: commonLabels(model),
    selector: (component) => selectorLabels(model, component),
    restService: objectNames(model.name).restService,
    restPort: integer(model.configuration, OPTIONS.restPort) ?? 8081,
    restPodPort: integer(model.configuration, OPTIONS.restBindPort) ?? 8081,
  };
}
