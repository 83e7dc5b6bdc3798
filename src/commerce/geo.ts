/**
 * Places on the map, as far as a delivery zone needs them: how far one point is from another, and whether a
 * point lies inside an outline. A library of shapes would bring holes, projections and seven packages for it.
 */

/** Degrees. */
export interface Point {
  readonly lat: number;
  readonly lng: number;
}

/** Mean radius of the earth (IUGG), in km. */
const EARTH_KM = 6371.0088;

/** Along a great circle: half a per cent off at most, because the earth is no ball. */
export function kmBetween(a: Point, b: Point): number {
  const lat = radians(b.lat - a.lat);
  const lng = radians(b.lng - a.lng);
  const h = Math.sin(lat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(lng / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/**
 * Whether a point lies inside an outline of three corners or more, the last one joined to the first: a ray to
 * the east crosses its sides an odd number of times. Outlines that cross the date line are not for one shop.
 */
export function isInside(point: Point, outline: readonly Point[]): boolean {
  let inside = false;
  for (const [index, a] of outline.entries()) {
    const b = outline.at(index - 1) ?? a;
    const crosses = a.lat > point.lat !== b.lat > point.lat;
    if (crosses && point.lng < ((b.lng - a.lng) * (point.lat - a.lat)) / (b.lat - a.lat) + a.lng) inside = !inside;
  }
  return inside;
}

/** "-12.1215, -77.0301", also inside the link of a map that somebody copied. */
const POINT = /(-?\d{1,2}\.\d{3,15})\s*(?:,|%2C)\s*(-?\d{1,3}\.\d{3,15})/i;

/** The point that a text gives in degrees; null without one that exists. */
export function pointIn(text: string): Point | null {
  const [, lat, lng] = POINT.exec(text)?.map(Number) ?? [];
  return lat !== undefined && lng !== undefined && Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? { lat, lng } : null;
}
