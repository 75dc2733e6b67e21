/** A difference from the recorded objects that is meant. */
export interface KnownDifference {
  /** Heading of its reason in docs/compatibility.md. */
  readonly heading: string;
  /** `file Kind/name:path`, as the comparison reports it. */
  readonly pattern: RegExp;
}

/** Every difference between the recorded objects and ours. Any other is a defect. */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    heading: 'No uid in the configuration',
    pattern: /ConfigMap\/flink-config-.*\[kubernetes\.jobmanager\.owner\.reference\]$/,
  },
  {
    heading: "No paths of the operator's own disk",
    pattern: /ConfigMap\/flink-config-.*\[kubernetes\.pod-template-file\.(jobmanager|taskmanager)\]$/,
  },
  { heading: "No ConfigMap for the autoscaler's state", pattern: /ConfigMap\/autoscaler-[^:]*:$/ },
];
