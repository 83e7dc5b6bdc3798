/**
 * A reader of server-sent events that a test can ask for the next one: what a browser's EventSource does,
 * with comments and ids in plain sight.
 */

export interface StreamEvent {
  /** `message` where the stream names none; `comment` for a sign of life. */
  readonly event: string;
  readonly id: string | null;
  readonly data: string;
}

export interface EventStream {
  /** The next event of that name; others before it are passed over. @throws when the stream ends first. */
  next(event: string): Promise<StreamEvent>;
  /** Resolves when the server has closed the stream. */
  ended(): Promise<void>;
  close(): void;
}

/** @throws when the server does not answer with a stream. */
export async function openEventStream(url: string, headers: Readonly<Record<string, string>> = {}): Promise<EventStream> {
  const stop = new AbortController();
  const response = await fetch(url, { headers: { accept: 'text/event-stream', ...headers }, signal: stop.signal });
  if (!response.ok || !response.body) throw new Error(`no event stream at ${url}: ${response.status}`);
  const events = read(response.body.pipeThrough(new TextDecoderStream()));
  return {
    async next(event) {
      for (;;) {
        const { value, done } = await events.next();
        if (done) throw new Error(`the stream ended before "${event}"`);
        if (value.event === event) return value;
      }
    },
    async ended() {
      while (!(await events.next()).done);
    },
    close: () => stop.abort(),
  };
}

async function* read(text: ReadableStream<string>): AsyncGenerator<StreamEvent, void> {
  let rest = '';
  for await (const part of text) {
    rest += part;
    for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
      yield parse(rest.slice(0, end));
      rest = rest.slice(end + 2);
    }
  }
}

function parse(block: string): StreamEvent {
  if (block.startsWith(':')) return { event: 'comment', id: null, data: block.slice(1).trim() };
  const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
  return { event: fields.get('event') ?? 'message', id: fields.get('id') ?? null, data: fields.get('data') ?? '' };
}
