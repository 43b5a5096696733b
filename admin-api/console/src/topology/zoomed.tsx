import { Maximize, Minus, Plus } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from "react";
import { Button } from "../parts/button.tsx";

type ZoomedProps = {
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly children: ReactNode;
};

const least = 0.3;
const most = 2;
/** Smaller than this nobody can read: then it is scrolled. */
const readable = 0.7;

/** A drawing that is scrolled, and made larger and smaller by buttons or by the wheel with Ctrl. At first all of it is shown, if it can be read. */
export function Zoomed({ width, height, label, children }: ZoomedProps) {
  const place = useRef<HTMLDivElement>(null);
  const [chosen, choose] = useState<number>();
  const [room, setRoom] = useState(0);
  const fitting = room === 0 ? 1 : Math.min(1, room / width);
  const scale = chosen ?? Math.max(readable, fitting);
  const zoom = (factor: number) => choose(Math.min(most, Math.max(least, scale * factor)));
  const wheeled = useEffectEvent((event: WheelEvent) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.1 : 1 / 1.1);
  });
  useEffect(() => {
    const into = place.current;
    if (!into) return undefined;
    const resized = new ResizeObserver(() => setRoom(into.clientWidth));
    resized.observe(into);
    // React's own wheel listeners are passive, and could not keep the page from being zoomed.
    const listener = (event: WheelEvent) => wheeled(event);
    into.addEventListener("wheel", listener, { passive: false });
    return () => {
      resized.disconnect();
      into.removeEventListener("wheel", listener);
    };
  }, []);
  // Where it is too tall, its beginning is in the middle: there the sources are.
  const isReady = room > 0;
  useEffect(() => {
    const into = place.current;
    if (into && isReady) into.scrollTop = (height - into.clientHeight) / 2;
  }, [height, isReady]);
  return (
    <div className="zoomed">
      <div className="zoomed-buttons">
        <Button icon={<Plus aria-hidden="true" />} label="Larger" onClick={() => zoom(1.25)} />
        <Button icon={<Minus aria-hidden="true" />} label="Smaller" onClick={() => zoom(1 / 1.25)} />
        <Button
          icon={<Maximize aria-hidden="true" />}
          label="Show all of it"
          onClick={() => choose(fitting)}
        />
      </div>
      <div ref={place} className="zoomed-place scrolls" tabIndex={0} role="region" aria-label={label}>
        <svg width={width * scale} height={height * scale} viewBox={`0 0 ${width} ${height}`}>
          {children}
        </svg>
      </div>
    </div>
  );
}
