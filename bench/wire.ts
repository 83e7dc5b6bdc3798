/**
 * HTTP as the simulated customers speak it: one keep-alive connection, one request at a time, written by
 * hand. A load generator that costs as much as the server it loads would measure itself.
 */
import { connect, type Socket } from 'node:net';

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface Line {
  /**
   * Sends a message; resolves with the status once the whole answer is here. One at a time.
   * @throws with the name of the message where its answer cannot come any more
   */
  post(path: string, body: string): Promise<number>;
  /** Whether the server surely still listens. */
  readonly fresh: boolean;
  hangUp(): void;
}

const HEADER_END = '\r\n\r\n';

/** A message without an answer for so long, in ms, ends the run with its name: a run that stands still says nothing. */
export const LONGEST_ANSWER_MS = 30_000;

/** Node's server hangs up after 5 s of silence (`server.keepAliveTimeout`); what is written just then is lost. */
const FRESH_MS = 4000;

/** @param patienceMs shorter in a test of this very bound */
export async function openLine(address: Address, patienceMs = LONGEST_ANSWER_MS): Promise<Line> {
  const socket = await dial(address);
  let answer: PromiseWithResolvers<number> | null = null;
  let asked = '';
  let text = '';
  let usedAt = performance.now();
  const fail = (problem: Error) => answer?.reject(new Error(`${asked}: ${problem.message}`));
  socket.on('error', fail).on('close', () => fail(new Error('the server hung up')));
  socket.setTimeout(patienceMs, () => socket.destroy(new Error(`no answer in ${patienceMs} ms`)));
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
    const headers = text.indexOf(HEADER_END);
    if (headers < 0 || text.length < headers + HEADER_END.length + lengthIn(text)) return;
    const status = Number(text.slice(9, 12));
    text = '';
    usedAt = performance.now();
    answer?.resolve(status);
  });
  return {
    get fresh() {
      return socket.writable && performance.now() - usedAt < FRESH_MS;
    },
    post(path, body) {
      answer = Promise.withResolvers();
      asked = `POST ${path} ${body}`;
      // A socket that is closed already says so once, and that was before anybody asked.
      if (!socket.writable) fail(new Error('the server had hung up before'));
      else
        socket.write(
          `POST ${path} HTTP/1.1\r\nhost: ${address.host}:${address.port}\r\ncontent-type: application/json\r\n` +
            `accept-language: es\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        );
      return answer.promise;
    },
    hangUp: () => {
      answer = null;
      socket.destroy();
    },
  };
}

/** Server-sent events of one conversation: calls back with the data of each message. */
export async function listen(address: Address, path: string, onData: (data: string) => void): Promise<() => void> {
  const socket = await dial(address);
  let text = '';
  socket.setEncoding('utf8').on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    text += chunk;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      const line = text.slice(0, end);
      text = text.slice(end + 1);
      if (line.startsWith('data: ')) onData(line.slice(6));
    }
  });
  socket.write(`GET ${path} HTTP/1.1\r\nhost: ${address.host}:${address.port}\r\naccept: text/event-stream\r\n\r\n`);
  return () => socket.destroy();
}

async function dial({ host, port }: Address): Promise<Socket> {
  const socket = connect({ host, port, noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return socket;
}

/** @throws where the server does not say how long its answer is: this reader would wait for ever */
function lengthIn(text: string): number {
  const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
  if (length === undefined) throw new Error(`an answer without a length: ${text.slice(0, 200)}`);
  return Number(length);
}
