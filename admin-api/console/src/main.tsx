import { Tooltip } from "@base-ui/react/tooltip";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { urlOf } from "./api/base.ts";
import { queryClient } from "./api/queries.ts";
import { applyTheme } from "./parts/preferences.ts";
import { router } from "./router.tsx";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/shapes.css";

applyTheme();
// The page says where its icon is from its own address, which changes; a browser looks again then.
document.querySelector("link[rel=icon]")?.setAttribute("href", urlOf("icon.svg"));
const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Tooltip.Provider delay={300}>
        <RouterProvider router={router} />
      </Tooltip.Provider>
    </QueryClientProvider>
  </StrictMode>,
);
