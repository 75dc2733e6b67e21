import type { KnownDifference } from './known-differences';

/** Every difference between the recorded objects of FlinkClusters and ours. Any other is a defect. */
export const KNOWN_FLINK_CLUSTER_DIFFERENCES: readonly KnownDifference[] = [
  { heading: 'No ControllerRevisions', pattern: / ControllerRevision\/[^:]*:$/ },
  {
    heading: 'Default log files',
    pattern:
      / ConfigMap\/[^:]*-configmap:data\.\[(log4j-console\.properties|log4j-cli\.properties|logback-console\.xml)\]$/,
  },
  { heading: 'The script of the submitter', pattern: / ConfigMap\/[^:]*-configmap:data\.\[submit-job\.sh\]$/ },
  { heading: 'Quotes in `config.yaml`', pattern: /^flink-2\.yaml ConfigMap\/two-configmap:data\.\[config\.yaml\]$/ },
  {
    heading: 'Module flags of Java for Flink 2',
    pattern: /^flink-2\.yaml ConfigMap\/two-configmap:data\.\[config\.yaml\]$/,
  },
  {
    heading: 'A resource without `flinkVersion`',
    pattern: /^invalid-clusters\.yaml ConfigMap\/no-version-configmap:data\.\[flink-conf\.yaml\]$/,
  },
  {
    heading: '`noLoggingToStdout`',
    pattern: /^job-detached-full\.yaml Job\/det-full-job-submitter:spec\.template\.spec\.containers\.0\.args\.\d+$/,
  },
  { heading: 'Probes of another kind', pattern: /^probes\.yaml (StatefulSet|Service)\/probe-http-[a-z]+:$/ },
  { heading: 'Unknown deployment types', pattern: /^names-and-odd-versions\.yaml [A-Za-z]+\/unknown-tm-type-[a-z]+:$/ },
  {
    heading: '`serviceAnnotations` and `serviceLabels`',
    pattern: /^invalid-clusters\.yaml Service\/service-annotations-jobmanager:metadata\.annotations\.a$/,
  },
  {
    heading: 'No status in claim templates',
    pattern: /^volcano\.yaml StatefulSet\/gang-session-jobmanager:spec\.volumeClaimTemplates\.0\.status$/,
  },
];
