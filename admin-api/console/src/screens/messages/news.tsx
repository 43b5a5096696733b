import { showNews, useLive } from "../../api/live.ts";
import { Button } from "../../parts/button.tsx";
import { manyOf } from "../../parts/words.ts";

/** What changed while somebody was at work with the rows: they move when asked to. */
export function News() {
  const { held } = useLive();
  if (held === 0) return undefined;
  return (
    <div className="messages-news" role="status">
      <Button onClick={showNews}>{`${manyOf(held, "change")} – refresh`}</Button>
    </div>
  );
}
