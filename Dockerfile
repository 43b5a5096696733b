# syntax=docker/dockerfile:1
FROM node:24-bookworm-slim AS dependencies
WORKDIR /spindle
COPY package.json package-lock.json ./
COPY contracts/package.json contracts/
COPY bus/package.json bus/
COPY admin-api/package.json admin-api/
COPY adapters/auth0/package.json adapters/auth0/
COPY adapters/adyen/package.json adapters/adyen/
COPY adapters/braze/package.json adapters/braze/
COPY adapters/contentful/package.json adapters/contentful/
COPY adapters/okta/package.json adapters/okta/
COPY adapters/paytronix/package.json adapters/paytronix/
COPY adapters/punchh/package.json adapters/punchh/
COPY adapters/sanity/package.json adapters/sanity/
COPY adapters/segment/package.json adapters/segment/
COPY adapters/square/package.json adapters/square/
COPY adapters/stripe/package.json adapters/stripe/
COPY adapters/toast/package.json adapters/toast/
# Only what runs: no test tools, no dev servers, no install scripts.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

# The console's files are built where its tools are, and only they go on.
FROM node:24-bookworm-slim AS console
WORKDIR /spindle
COPY package.json package-lock.json ./
COPY admin-api/console/package.json admin-api/console/
RUN npm ci --workspace @spindlebus/console --include-workspace-root=false --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY admin-api/console admin-api/console
RUN cd admin-api/console && node ../../node_modules/vite/bin/vite.js build

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /spindle
# Whole: npm may have put a package beside the workspace that needs another version of it.
COPY --from=dependencies /spindle ./
COPY package.json spindle.config.ts ./
COPY contracts contracts
COPY bus bus
COPY admin-api admin-api
COPY --from=console /spindle/admin-api/console/dist admin-api/console/dist
COPY adapters adapters
USER node
EXPOSE 8080 8081
# TypeScript runs as it is; the first argument names the role: ingress, worker, scheduler, recorder or admin.
ENTRYPOINT ["node", "bus/bin/spindle.mjs"]
CMD ["start"]
