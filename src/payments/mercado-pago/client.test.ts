import { beforeEach, describe, expect, test, vi } from 'vitest';

/** Each test is a process of its own: which kind of payments it takes is asked for once. */
beforeEach(() => vi.resetModules());

async function start(baseUrl: string, live: boolean) {
  const { createClient, WAITS } = await import('./client.ts');
  return createClient({ accessToken: 'TEST', baseUrl, live, waits: WAITS });
}

describe('where payments may go', () => {
  test('real ones to Mercado Pago', async () => {
    await expect(start('https://api.mercadopago.com', true)).resolves.toBeDefined();
  });

  test.each([
    'http://127.0.0.1:3001',
    'http://api.mercadopago.com',
    'https://api.mercadopago.com.evil.pe',
    'https://api.mercadopago.com/v2',
  ])('real ones never to %s', async (baseUrl) => {
    await expect(start(baseUrl, true)).rejects.toThrow('Real payments only go to https://api.mercadopago.com');
  });

  test.each(['http://127.0.0.1:3001', 'http://localhost:3001', 'http://[::1]:3001/'])(
    'practice ones to this machine: %s',
    async (baseUrl) => {
      await expect(start(baseUrl, false)).resolves.toBeDefined();
    },
  );

  test.each([
    'https://api.mercadopago.com',
    'http://192.168.1.10:3001',
    'http://127.0.0.1.evil.pe',
    'http://localhost@evil.pe',
    'http://127.0.0.1:3001/api',
  ])('practice ones never to %s', async (baseUrl) => {
    await expect(start(baseUrl, false)).rejects.toThrow('Practice payments only go to this machine');
  });
});

describe('one process', () => {
  test('takes no real payments once it takes practice ones', async () => {
    await start('http://127.0.0.1:3001', false);
    await expect(start('https://api.mercadopago.com', true)).rejects.toThrow('already takes practice payments');
  });

  test('takes no practice payments once it takes real ones', async () => {
    await start('https://api.mercadopago.com', true);
    await expect(start('http://127.0.0.1:3001', false)).rejects.toThrow('already takes real payments');
  });

  test('is not bound by an address that was refused', async () => {
    await expect(start('http://example.com', false)).rejects.toThrow();
    await expect(start('https://api.mercadopago.com', true)).resolves.toBeDefined();
  });
});
