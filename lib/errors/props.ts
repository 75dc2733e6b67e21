/** Errors of the props of constructs. */
export const PROPS_ERRORS = {
  /** Two props that cannot both be meant. */
  ContradictoryProps: (a: { other: string; reason: string }) => ({
    message: `this contradicts ${a.other}: ${a.reason}`,
    hint: `Remove one of the two`,
  }),
  /** A prop without another one that it needs. */
  PropRequired: (a: { prop: string; purpose: string }) => ({
    message: `this needs ${a.prop}: ${a.purpose}`,
    hint: `Set ${a.prop}`,
  }),
  /** A prop that only a controller can act on. */
  ControllerRequired: (a: { what: string }) => ({
    message: `${a.what} needs a controller, and none manages this cluster`,
    hint: 'Set managedBy: "controller" for the cluster, or remove it',
  }),
  /** A prop that a custom resource has no words for. */
  NotInResource: (a: { what: string; kind: string }) => ({
    message: `a ${a.kind} cannot say ${a.what}`,
    hint: 'Remove it, or deliver the cluster as manifests (managedBy: "none")',
  }),
  /** A prop that the custom resource of another dialect has words for. */
  NotInDialect: (a: { kind: string; reason: string }) => ({
    message: `a ${a.kind} cannot say this: ${a.reason}`,
    hint: 'Remove it, or deliver the cluster as a FlinkDeployment (dialect: "FlinkDeployment")',
  }),
  /** A cluster whose web UI is exposed, and whose NetworkPolicy admits nobody. */
  UnreachableRestApi: (a: { what: string }) => ({
    message: `${a.what} is behind a NetworkPolicy that admits nobody from outside the cluster`,
    hint: 'Name who may connect in networkAccess.rest, or set networkPolicy: false',
  }),
  /** A value that cannot be understood. */
  InvalidValue: (a: { value: string; expected: string }) => ({
    message: `${a.value} is not ${a.expected}`,
    hint: `Use ${a.expected}`,
  }),
} as const;
