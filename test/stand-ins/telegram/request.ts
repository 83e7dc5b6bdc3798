/** A request to the Bot API as it comes over the wire: JSON, form fields, form data with files, or a query; of each method, its fields as what they are. */
import type { IncomingMessage } from 'node:http';
import { admits, paramsOf } from './schema.ts';

export interface UploadedFile {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

export interface BotRequest {
  readonly params: Readonly<Record<string, unknown>>;
  /** By the place that `attach://` names. */
  readonly files: ReadonlyMap<string, UploadedFile>;
}

/** null: not readable. */
export async function readRequest(request: IncomingMessage, url: URL, method: string): Promise<BotRequest | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const body = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  const query = Object.fromEntries(url.searchParams);
  if (body.length === 0) return { params: typed(method, query), files: new Map() };
  if (type.startsWith('application/json')) return readJson(body, method, query);
  if (!type.startsWith('multipart/form-data') && !type.startsWith('application/x-www-form-urlencoded')) return null;
  return readForm(body, type, method, query);
}

function readJson(body: Buffer, method: string, query: Readonly<Record<string, string>>): BotRequest | null {
  try {
    const params: unknown = JSON.parse(body.toString());
    if (typeof params !== 'object' || params === null || Array.isArray(params)) return null;
    return { params: { ...typed(method, query), ...params }, files: new Map() };
  } catch {
    return null;
  }
}

async function readForm(body: Buffer, type: string, method: string, query: Readonly<Record<string, string>>): Promise<BotRequest | null> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData().catch(() => null);
  if (!form) return null;
  const fields: Record<string, string> = { ...query };
  const files = new Map<string, UploadedFile>();
  for (const [name, value] of form) {
    // Telegraf says the method once more beside a file; the server goes by the path.
    if (name === 'method' && value === method) continue;
    if (typeof value === 'string') fields[name] = value;
    else files.set(name, { name: value.name, mime: value.type, bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  const known = paramsOf(method);
  // A file may come under the name of its field, without a word in the field itself.
  for (const name of files.keys()) if (known?.[name] && fields[name] === undefined) fields[name] = `attach://${name}`;
  return { params: typed(method, fields), files };
}

/** Forms and queries hold only text: what a field may be decides what it is. */
function typed(method: string, fields: Readonly<Record<string, string>>): Record<string, unknown> {
  const known = paramsOf(method);
  return Object.fromEntries(
    Object.entries(fields).map(([name, text]) => {
      const wanted = known?.[name];
      if (!wanted) return [name, text];
      if (admits(wanted, 'number') && /^-?\d+(\.\d+)?$/.test(text)) return [name, Number(text)];
      return [name, admits(wanted, 'string') ? text : parsed(text)];
    }),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
