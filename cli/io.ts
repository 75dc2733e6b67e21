/** What a command may use of the world, handed in so that tests need no process. */
export interface Io {
  /** Standard input up to its end, or its first `limit` bytes when it has more. */
  readonly stdin: (limit: number) => Promise<Buffer>;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** True when errors go to a terminal. */
  readonly stderrIsTerminal: boolean;
  /** True when the output goes to a terminal. */
  readonly stdoutIsTerminal: boolean;
}

/** Exit codes, see docs/cli.md. */
export const EXIT = { ok: 0, badInput: 1, usage: 2, internal: 70 } as const;

/** Whether to write colours to a stream: on a terminal, unless `NO_COLOR` says no or `FORCE_COLOR` says yes. */
export function useColours(io: Io, terminal: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR } = io.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  return FORCE_COLOR !== undefined && FORCE_COLOR !== '' ? FORCE_COLOR !== '0' : terminal;
}
