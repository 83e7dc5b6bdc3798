/**
 * The seller's API under `/api`: every door of the table behind a token. No page of another site may read it
 * (no CORS): tokens belong to programs, not to browsers.
 */
import { type Context, Hono } from 'hono';
import { CONVERSATION_ENDPOINTS } from './conversations.ts';
import type { ApiDeps } from './deps.ts';
import type { Endpoint } from './endpoint.ts';
import { createGuard } from './guard.ts';
import { LIST_ENDPOINTS } from './lists.ts';
import { openApi } from './openapi.ts';
import { ORDER_ENDPOINTS } from './orders.ts';
import { PEOPLE_ENDPOINTS } from './people.ts';
import { problem } from './problem.ts';
import { SHELF_ENDPOINTS } from './shelf.ts';
import { WRITING_ENDPOINTS } from './writing.ts';

const ENDPOINTS: readonly Endpoint[] = [
  ...ORDER_ENDPOINTS,
  ...WRITING_ENDPOINTS,
  ...PEOPLE_ENDPOINTS,
  ...CONVERSATION_ENDPOINTS,
  ...SHELF_ENDPOINTS,
  ...LIST_ENDPOINTS,
];

const API_DESCRIPTION = '/api/openapi.json';

/** Routes with their whole path. */
export function apiRoutes(deps: ApiDeps): Hono {
  const guard = createGuard(deps);
  const description = JSON.stringify(openApi(ENDPOINTS));
  const routes = new Hono();
  // What the API can do is no secret: a program is written before it has a token.
  routes.get(API_DESCRIPTION, (context) => context.body(description, 200, { 'Content-Type': 'application/json; charset=utf-8' }));
  for (const endpoint of ENDPOINTS) {
    routes.on(endpoint.method.toUpperCase(), routePath(endpoint.path), async (context) => {
      const token = await guard(context);
      if (token instanceof Response) return token;
      if (token.scopes.includes(endpoint.scope)) return endpoint.call(deps, token, context);
      return problem('FORBIDDEN_SCOPE', `The token needs the scope ${endpoint.scope}.`);
    });
  }
  for (const [path, here] of Map.groupBy([...ENDPOINTS, { path: API_DESCRIPTION, method: 'get' }], (one) => one.path)) {
    const allow = ['OPTIONS', ...here.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]))].join(', ');
    routes.all(routePath(path), (context) => otherwise(context, allow));
  }
  routes.all('/api/*', (context) => problem('NOT_FOUND', `There is nothing at ${context.req.path}; see ${API_DESCRIPTION}.`));
  routes.onError((error) => {
    deps.log.error('the API failed', { error });
    return problem('INTERNAL', 'The request failed; the log of the shop says why. Ask again with the same Idempotency-Key.');
  });
  return routes;
}

/** `/api/orders/{number}` → `/api/orders/:number`; the id of a variant goes on to the end. */
function routePath(path: string): string {
  return path.replace('{variant}', ':variant{.+}').replaceAll(/\{(\w+)\}/g, ':$1');
}

function otherwise(context: Context, allow: string): Response {
  if (context.req.method === 'OPTIONS') return new Response(null, { status: 204, headers: { Allow: allow } });
  return problem('METHOD_NOT_ALLOWED', `Here one may only: ${allow}.`, {}, { Allow: allow });
}
