import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** An HTTP server on a free loopback port. */
export interface Server {
  readonly url: string;
  /** Requests that came, as method and path with query. */
  readonly requests: string[];
  close(): void;
}

/** Starts a server; the handler gets the body of the request too. */
export async function serve(
  handler: (request: IncomingMessage, answer: ServerResponse, body: string) => void,
): Promise<Server> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, answer) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => handler(request, answer, body));
  });
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
