/** A map that remembers the newest only: the oldest gives way, so that nothing grows with the number of customers. */
export interface Recent<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  forget(key: string): void;
}

export function createRecent<V>(most: number): Recent<V> {
  const map = new Map<string, V>();
  return {
    get: (key) => map.get(key),
    set(key, value) {
      map.delete(key);
      map.set(key, value);
      const [oldest] = map.keys();
      if (map.size > most && oldest !== undefined) map.delete(oldest);
    },
    forget: (key) => void map.delete(key),
  };
}
