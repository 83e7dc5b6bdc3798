/** The shapes of `schema.json`, asked about: is this what the method takes, and is this an update? */
import { Ajv, type ValidateFunction } from 'ajv';
import { z } from 'zod';
import file from './schema.json' with { type: 'json' };

interface Shape {
  readonly type?: string | undefined;
  readonly $ref?: string | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly anyOf?: readonly Shape[] | undefined;
  readonly properties?: Readonly<Record<string, Shape>> | undefined;
}

const shape: z.ZodType<Shape> = z.lazy(() =>
  z.looseObject({
    type: z.string().optional(),
    $ref: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    anyOf: z.array(shape).optional(),
    properties: z.record(z.string(), shape).optional(),
  }),
);
const definitions = z.record(z.string(), shape).parse(file.definitions);

/** Without `strict`, because a union of one shape and a text is what the Bot API has in many places. */
const ajv = new Ajv({ strict: false, schemas: [{ $id: 'bot-api', definitions: file.definitions }] });
const validators = new Map<string, ValidateFunction>();

/** Methods without fields, of which the package declares no parameters. */
const WITHOUT_FIELDS = ['getMe', 'getWebhookInfo'];

/** null: the stand-in does not know the method. */
export function paramsOf(method: string): Readonly<Record<string, Shape>> | null {
  if (WITHOUT_FIELDS.includes(method)) return {};
  return definitions[nameOf(method)]?.properties ?? null;
}

/** What of a request has the wrong shape; null: nothing. */
export function wrongShape(method: string, params: Readonly<Record<string, unknown>>): string | null {
  if (!WITHOUT_FIELDS.includes(method)) return wrong(nameOf(method), params);
  const [unknown] = Object.keys(params);
  return unknown === undefined ? null : `${method} takes no ${unknown}`;
}

/** The same of an update that the stand-in is about to tell. */
export function wrongUpdate(update: unknown): string | null {
  return wrong('TelegramUpdate', update);
}

/** Whether a field may be a text or a number. */
export function admits(wanted: Shape, type: 'string' | 'number'): boolean {
  const named = wanted.$ref?.split('/').at(-1);
  if (named) return admits(definitions[named] ?? {}, type);
  return (
    wanted.type === type ||
    (wanted.enum ?? []).some((value) => typeof value === type) ||
    (wanted.anyOf ?? []).some((member) => admits(member, type))
  );
}

function nameOf(method: string): string {
  return `${method.charAt(0).toUpperCase()}${method.slice(1)}Params`;
}

function wrong(name: string, value: unknown): string | null {
  const validate = validators.get(name) ?? ajv.compile({ $ref: `bot-api#/definitions/${name}` });
  validators.set(name, validate);
  if (validate(value)) return null;
  // The deepest complaint is about the branch of a union that was meant.
  const [worst] = (validate.errors ?? []).toSorted((a, b) => b.instancePath.length - a.instancePath.length);
  return `${worst?.instancePath ?? ''} ${worst?.message ?? ''} ${JSON.stringify(worst?.params ?? {})}`.trim();
}
