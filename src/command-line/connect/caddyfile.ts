/**
 * What Caddy needs to stand in front of the shop: the name, and that what the shop writes goes out at once. The
 * certificate it gets and renews by itself.
 */
export function caddyfile(domain: string, port: number): string {
  return `${domain} {
	reverse_proxy 127.0.0.1:${port} {
		flush_interval -1
	}
}
`;
}
