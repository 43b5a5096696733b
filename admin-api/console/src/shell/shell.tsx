import { Outlet, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { startLive } from "../api/live.ts";
import { useRead } from "../api/queries.ts";
import { useKeyboard } from "../parts/shortcuts.ts";
import { Toasts } from "../parts/toasts.tsx";
import { Nav } from "./nav.tsx";
import { TopBar } from "./top-bar.tsx";
import "./shell.css";

/** What is around every screen, for whoever is signed in. */
export function Shell() {
  const router = useRouter();
  const me = useRead("/api/v1/me", {}, { everyMs: 60_000 });
  const isSignedOut = me.error?.isSignedOut ?? false;
  useEffect(() => {
    if (!isSignedOut) return;
    const returnTo = router.state.location.href;
    void router.navigate({ to: "/sign-in", search: { returnTo }, replace: true });
  }, [isSignedOut, router]);
  return isSignedOut ? null : <Screens />;
}

function Screens() {
  useKeyboard();
  useEffect(startLive, []);
  return (
    <div className="shell">
      <a className="skip-link" href="#screen">
        Skip to the screen
      </a>
      <TopBar />
      <Nav />
      <main id="screen" tabIndex={-1}>
        <Outlet />
      </main>
      <Toasts />
    </div>
  );
}
