import { setPaused, showNews, useLive, type LiveState } from "../api/live.ts";
import { queryClient } from "../api/queries.ts";
import { Menu } from "../parts/menu.tsx";
import { useNow } from "../parts/time.tsx";
import { manyOf, relativeOf } from "../parts/words.ts";

const words: Readonly<Record<LiveState, string>> = { live: "Live", polling: "Every 5 s", paused: "Paused" };

/** How current the screen is; changes that wait because somebody is at work with it. */
export function LiveControl() {
  const { state, lastAt, held } = useLive();
  const now = useNow();
  return (
    <div className="live">
      {held > 0 && (
        <button
          type="button"
          className="live-held"
          aria-label={`${manyOf(held, "change")} – refresh`}
          onClick={showNews}
        >
          {manyOf(held, "change")}
          <span className="live-held-more"> – refresh</span>
        </button>
      )}
      <Menu
        label={`Updates: ${words[state]}${lastAt === undefined ? "" : `, last ${relativeOf(lastAt, now)}`}`}
        trigger={
          <button type="button" className="button quiet">
            <span className={`live-dot ${state}`} aria-hidden="true" />
            <span className="live-words">{words[state]}</span>
          </button>
        }
        items={[
          { words: "Refresh now", act: () => void queryClient.invalidateQueries() },
          state === "paused"
            ? { words: "Go on with live updates", act: () => setPaused(false) }
            : { words: "Pause updates", act: () => setPaused(true) },
        ]}
      />
    </div>
  );
}
