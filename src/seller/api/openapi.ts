/** The description of the API (OpenAPI 3.1), made of the same table and schemas that read and answer requests. */
import { z } from 'zod';
import { EXPORT_TYPES } from '../exports/export-list.ts';
import type { Endpoint } from './endpoint.ts';
import { NAMED } from './named.ts';

const VERSION = '1.0.0';
const refTo = (id: string) => `#/components/schemas/${id}`;
const NUMBERS = 'Order numbers are not numbers of legal invoices.';

export function openApi(endpoints: readonly Endpoint[]): object {
  const paths = Map.groupBy(endpoints, ({ path }) => path);
  return {
    openapi: '3.1.0',
    info: { title: 'Tanteo: API of the seller', version: VERSION, description: `Money is {amount, currency} in minor units. ${NUMBERS}` },
    security: [{ token: [] }],
    paths: Object.fromEntries(
      [...paths].map(([path, here]) => [path, Object.fromEntries(here.map((endpoint) => [endpoint.method, operation(endpoint)]))]),
    ),
    components: {
      schemas: components(),
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'Made with: npm run -s token -- create' } },
    },
  };
}

function operation(endpoint: Endpoint): object {
  const { id, summary, scope, params, query, body, answer } = endpoint;
  return {
    operationId: id,
    summary,
    description: `Scope: ${scope}`,
    parameters: [...parameters(params, 'path'), ...parameters(query, 'query'), ...(body ? [KEY_HEADER] : [])],
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: named(body) } } } }),
    responses: {
      200: { description: 'Done', content: answer === 'file' ? fileContent() : { 'application/json': { schema: named(answer) } } },
      default: { description: 'Refused', content: { 'application/problem+json': { schema: { $ref: refTo('Problem') } } } },
    },
  };
}

const KEY_HEADER = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  schema: { type: 'string', minLength: 1, maxLength: 200 },
  description: 'The same key with the same body gets the same answer for 24 hours',
};

function parameters(shape: z.ZodObject, place: 'path' | 'query'): readonly object[] {
  return Object.entries(shape.shape).map(([name, field]) => {
    const { $schema: _dialect, description, default: _usual, ...schema } = z.toJSONSchema(field, { io: 'input' });
    const required = place === 'path' || !z.safeParse(field, undefined).success;
    return { name, in: place, required, schema, ...(description !== undefined && { description }) };
  });
}

function fileContent(): object {
  return Object.fromEntries([...new Set(Object.values(EXPORT_TYPES))].map((type) => [type.split(';')[0] ?? type, {}]));
}

function named(schema: z.ZodType): object {
  const name = NAMED.get(schema)?.id;
  if (name === undefined) throw new Error('a schema of the API has no name');
  return { $ref: refTo(name) };
}

function components(): object {
  const { schemas } = z.toJSONSchema(NAMED, { uri: refTo });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const { $schema: _dialect, $id: _address, ...rest } = schema;
      return [name, rest];
    }),
  );
}
