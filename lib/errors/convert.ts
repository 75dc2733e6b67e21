/** What a conversion tells: what is not in the result, or is something else there. */
export const CONVERT_ERRORS = {
  /** A field that the other kind has no words for. */
  NotCarriedOver: (a: { kind: string; reason: string; hint: string }) => ({
    message: `not in the ${a.kind}: ${a.reason}`,
    hint: a.hint,
  }),
  /** A field that the other kind has, but with other consequences. */
  MeaningChanged: (a: { kind: string; effect: string; hint: string }) => ({
    message: `in the ${a.kind}: ${a.effect}`,
    hint: a.hint,
  }),
  /** A field that the other kind needs, and about which this resource says nothing. */
  NeededAfterConversion: (a: { kind: string; field: string; purpose: string }) => ({
    message: `the ${a.kind} still needs ${a.field}`,
    hint: `Set ${a.field}: ${a.purpose}`,
  }),
  /** A resource that stays as it is, although it goes with one that is converted. */
  NotConverted: (a: { kind: string; target: string }) => ({
    message: `a ${a.kind} stays as it is: for a ${a.target} there is nothing like it`,
    hint: 'Remove it, or keep its cluster a FlinkDeployment',
  }),
} as const;
