import type { Clock } from "../../delivery/ports.ts";

/** One place in a lane. */
export type MemoryPlace = {
  readonly group: string;
  readonly key: string;
  readonly messageId: string;
  readonly route: string;
};

type Lane = {
  readonly group: string;
  readonly key: string;
  readonly places: MemoryPlace[];
  readyAtMs: number;
};

/** The places in all lanes, as the memory ledger and the memory lanes share them. */
export type MemoryPlaces = {
  /** Routes whose deliveries keep a strict order. */
  readonly laned: ReadonlySet<string>;
  readonly lanes: () => readonly Lane[];
  readonly of: (messageId: string, route: string) => MemoryPlace | undefined;
  readonly isHead: (messageId: string, route: string) => boolean;
  /** Puts it at the end of its lane. */
  readonly enter: (place: MemoryPlace) => void;
  /** Its lane goes on without it. */
  readonly leave: (messageId: string, route: string) => void;
};

export function memoryPlaces(clock: Clock, laned: ReadonlySet<string>): MemoryPlaces {
  const lanes = new Map<string, Lane>();
  const byDelivery = new Map<string, MemoryPlace>();
  const laneKey = ({ group, key }: Pick<MemoryPlace, "group" | "key">) => JSON.stringify([group, key]);
  const of = (messageId: string, route: string) => byDelivery.get(`${messageId}:${route}`);
  return {
    laned,
    lanes: () => [...lanes.values()],
    of,
    isHead: (messageId, route) => {
      const place = of(messageId, route);
      return place !== undefined && lanes.get(laneKey(place))?.places[0] === place;
    },
    enter: (place) => {
      const { group, key } = place;
      const lane = lanes.get(laneKey(place)) ?? { group, key, places: [], readyAtMs: clock.now() };
      lane.places.push(place);
      lanes.set(laneKey(place), lane);
      byDelivery.set(`${place.messageId}:${place.route}`, place);
    },
    leave: (messageId, route) => {
      const place = of(messageId, route);
      const lane = place && lanes.get(laneKey(place));
      if (!place || !lane) return;
      byDelivery.delete(`${messageId}:${route}`);
      lane.places.splice(lane.places.indexOf(place), 1);
      lane.readyAtMs = clock.now();
      if (lane.places.length === 0) lanes.delete(laneKey(place));
    },
  };
}
