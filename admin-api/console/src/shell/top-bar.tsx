import { Link } from "@tanstack/react-router";
import { useMe } from "../api/me.ts";

/** The product, and who is signed in. */
export function TopBar() {
  const me = useMe();
  return (
    <header className="top-bar">
      <Link to="/" className="product">
        Spindle
      </Link>
      <span className="faint">{me?.name}</span>
    </header>
  );
}
