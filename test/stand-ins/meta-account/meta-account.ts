/**
 * What Meta's Graph API says of an app, its token and its WhatsApp number, on this machine, with what sellers get wrong.
 * Messages are no part of it.
 */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

export interface MetaAccount {
  readonly url: string;
  readonly token: string;
  readonly phoneId: string;
  readonly appSecret: string;
  /** What is told from now on. */
  now: {
    tokenEnded: boolean;
    /** Seconds since the epoch; 0: never. */
    tokenEndsAt: number;
    scopes: readonly string[];
    /** The number may be spoken for. */
    assigned: boolean;
    subscribed: boolean;
    mode: 'LIVE' | 'SANDBOX';
    quality: 'GREEN' | 'RED';
    proofDemanded: boolean;
    busy: boolean;
  };
  close(): Promise<void>;
}

const APP = '900100200300400';
const ACCOUNT = '800100200300400';

export async function openMetaAccount(): Promise<MetaAccount> {
  const token = `EAA${'x'.repeat(60)}`;
  const appSecret = 'f'.repeat(32);
  const phoneId = '106540352242922';
  const now: MetaAccount['now'] = {
    tokenEnded: false,
    tokenEndsAt: 0,
    scopes: ['whatsapp_business_messaging', 'whatsapp_business_management', 'public_profile'],
    assigned: true,
    subscribed: false,
    mode: 'LIVE',
    quality: 'GREEN',
    proofDemanded: false,
    busy: false,
  };

  function answer(method: string, url: URL, bearer: string): { readonly status: number; readonly body: unknown } {
    const refused = (code: number, message: string, subcode?: number) => ({
      status: code === 190 ? 401 : 400,
      body: { error: { message, type: 'OAuthException', code, ...(subcode !== undefined && { error_subcode: subcode }), fbtrace_id: 'A' } },
    });
    if (now.busy) return { status: 503, body: { error: { message: 'Service temporarily unavailable', type: 'OAuthException', code: 2 } } };
    if (bearer !== token) return refused(190, 'Invalid OAuth access token');
    if (now.tokenEnded) return refused(190, 'Error validating access token: Session has expired', 463);
    const proof = url.searchParams.get('appsecret_proof');
    if (proof === null && now.proofDemanded) return refused(100, 'API calls from the server require an appsecret_proof argument');
    if (proof !== null && proof !== createHmac('sha256', appSecret).update(token).digest('hex')) {
      return refused(100, 'Invalid appsecret_proof provided in the API argument');
    }
    const [, , what, ...rest] = url.pathname.split('/');
    if (what === 'debug_token') {
      return {
        status: 200,
        body: {
          data: {
            app_id: APP,
            is_valid: true,
            expires_at: now.tokenEndsAt,
            scopes: now.scopes,
            granular_scopes: [{ scope: 'whatsapp_business_management', target_ids: [ACCOUNT] }],
          },
        },
      };
    }
    if (what === ACCOUNT && rest[0] === 'subscribed_apps') {
      if (method === 'POST') now.subscribed = true;
      if (method === 'POST') return { status: 200, body: { success: true } };
      return { status: 200, body: { data: now.subscribed ? [{ whatsapp_business_api_data: { id: APP, name: 'Retama' } }] : [] } };
    }
    if (what !== phoneId) return refused(100, `Unsupported get request. Object with ID '${what}' does not exist`, 33);
    if (!now.assigned) return refused(10, '(#10) Application does not have permission for this action');
    return {
      status: 200,
      body: {
        id: phoneId,
        display_phone_number: '+51 987 654 321',
        verified_name: 'Retama',
        quality_rating: now.quality,
        account_mode: now.mode,
      },
    };
  }

  const server = createServer((request, response) => {
    const { status, body } = answer(
      request.method ?? 'GET',
      new URL(request.url ?? '/', 'http://graph.test'),
      (request.headers.authorization ?? '').replace(/^Bearer /, ''),
    );
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server on a port has a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    token,
    phoneId,
    appSecret,
    now,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
