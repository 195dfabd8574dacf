# The suite without Node on the machine: docs/ci/README.md says how to run it.
# By tag; .ci/pin-images writes the digest behind it, as a release does.
FROM node:24-bookworm-slim
WORKDIR /suite
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev && npm cache clean --force
ENV HOME=/tmp
COPY tsconfig.json playwright.config.ts ./
COPY .ci/judge .ci/container .ci/
COPY schema schema
COPY fixtures fixtures
COPY specs/conformance specs/conformance
COPY reports reports
# Written by whoever runs the container; without a mounted folder that is the owner of this one.
RUN mkdir -p reports/out test-results && chown node:node reports/out && chmod -R a+rwX reports/out test-results
ENTRYPOINT ["/suite/.ci/container"]
