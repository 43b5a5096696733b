import { Outlet } from "@tanstack/react-router";
import { useEffect } from "react";
import { startLive } from "../api/live.ts";
import { useKeyboard } from "../parts/shortcuts.ts";
import { Toasts } from "../parts/toasts.tsx";
import { Nav } from "./nav.tsx";
import { TopBar } from "./top-bar.tsx";
import "./shell.css";

/** What is around every screen. */
export function Shell() {
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
