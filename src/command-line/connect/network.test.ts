/** Why a service did not answer is told apart, with real sockets and real certificates. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createSecureServer, type Server } from 'node:https';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { selfSigned } from '../../../test/stand-ins/whatsapp-web/certificate.ts';
import { certificateEnds } from './address-check.ts';
import { askJson } from './network.ts';

const open: { close(): unknown; closeAllConnections(): void }[] = [];
const trusted = getCACertificates('default');
afterEach(() => {
  setDefaultCACertificates(trusted);
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function portOf(server: Server | ReturnType<typeof createServer>): Promise<number> {
  open.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server on a port has a port');
  return address.port;
}

/** A server that says to be `host`. */
async function secure(host: string): Promise<{ readonly port: number; readonly cert: string }> {
  const { key, cert } = selfSigned(host);
  const port = await portOf(createSecureServer({ key, cert }, (_asked, answer) => answer.end('{"ok":true}')));
  return { port, cert };
}

const why = async (url: string): Promise<string> => {
  const asked = await askJson(fetch, url);
  return asked.answered ? 'answered' : asked.why;
};

describe('nobody answers because', () => {
  test('the name does not exist', async () => {
    expect(await why('https://tienda-que-no-existe.invalid')).toBe('no-name');
  });

  test('nobody is at the door', async () => {
    const server = createServer();
    const port = await portOf(server);
    server.close();
    await once(server, 'close');
    expect(await why(`http://127.0.0.1:${port}`)).toBe('refused');
  });

  test('the connection is cut', async () => {
    const port = await portOf(createServer((asked) => asked.socket.destroy()));
    expect(await why(`http://127.0.0.1:${port}`)).toBe('cut');
  });

  test('the certificate was made at home', async () => {
    const { port } = await secure('localhost');
    expect(await why(`https://localhost:${port}`)).toBe('certificate-unknown');
  });

  test('the certificate is for another name', async () => {
    const { port, cert } = await secure('otra.retama.pe');
    setDefaultCACertificates([cert]);
    expect(await why(`https://localhost:${port}`)).toBe('certificate-other-name');
  });

  test('there is no secure connection at all', async () => {
    const port = await portOf(createServer());
    expect(await why(`https://localhost:${port}`)).toBe('no-tls');
  });
});

test('a good certificate says when it ends, and without one nobody can tell', async () => {
  const { port, cert } = await secure('localhost');
  expect(await certificateEnds(`https://localhost:${port}`)).toBeNull();
  setDefaultCACertificates([cert]);
  expect(await why(`https://localhost:${port}`)).toBe('answered');
  expect(await certificateEnds(`https://localhost:${port}`)).toBe(Date.parse('2049-12-31T23:59:59Z'));
  expect(await certificateEnds(`http://localhost:${port}`)).toBeNull();
});
