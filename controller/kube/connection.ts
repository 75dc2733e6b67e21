import type { TlsOptions } from '../http';

/** Where an API server is, and who asks. */
export interface KubeConnection {
  /** Address of the server, without a slash at its end. */
  readonly server: string;
  /** The namespace of objects that name none. */
  readonly namespace: string;
  readonly tls: TlsOptions;
  /** Headers that prove who asks, for the next request: tokens expire. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
}
