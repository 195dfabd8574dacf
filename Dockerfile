# The suite without Node on the machine:
#   docker build -t alumio-conformance .
#   mkdir -p reports/out
#   docker run --rm --user "$(id -u):$(id -g)" -v "$PWD/reports/out:/suite/reports/out" \
#     -e BASE_URL -e ALLOW_WRITES -e API_TOKEN -e SPACES -e PROFILE alumio-conformance
FROM node:24-bookworm-slim
WORKDIR /suite
ENV PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
COPY package.json package-lock.json ./
RUN npm ci --omit=dev && npm cache clean --force
COPY tsconfig.json playwright.config.ts ./
COPY schema schema
COPY fixtures fixtures
COPY specs/conformance specs/conformance
COPY reports reports
# Reports go to a mounted directory, which belongs to whoever runs the container.
RUN mkdir -p reports/out test-results && chmod -R a+rwX reports/out test-results
ENV HOME=/tmp
USER node
# Not by npm: as the first process, npm keeps an end or an interrupt from the suite, which then puts nothing back.
ENTRYPOINT ["node", "--import", "tsx", "fixtures/conformance-command.ts"]
