# The image of the controller's Deployment, and of the command line: docker build -t docker.io/meshfence/meshfence:0.1.0 .
# It writes nothing but the log, where the configuration asks for a file: its root may be read-only.

FROM node:20-bookworm AS manifests
WORKDIR /opt/meshfence
COPY .npmrc package.json package-lock.json ./
COPY packages/core/package.json packages/core/
COPY packages/als-adapter/package.json packages/als-adapter/
COPY packages/k8s-adapter/package.json packages/k8s-adapter/
COPY packages/prom-adapter/package.json packages/prom-adapter/
COPY packages/test-kit/package.json packages/test-kit/
COPY packages/cli/package.json packages/cli/

# What runs: without anything that only developers need. re2 is compiled against the headers that came with this Node.
FROM manifests AS dependencies
ENV npm_config_nodedir=/usr/local RE2_DOWNLOAD_FORCE_BUILD=1
RUN npm ci --omit=dev --workspace=packages/cli && \
    rm -rf node_modules/re2/vendor node_modules/re2/build/Release/obj.target && \
    node -e "require('re2')"

FROM manifests AS compiled
RUN npm ci --ignore-scripts
COPY tsconfig.base.json ./
COPY packages/core packages/core
COPY packages/als-adapter packages/als-adapter
COPY packages/k8s-adapter packages/k8s-adapter
COPY packages/prom-adapter packages/prom-adapter
COPY packages/cli packages/cli
RUN npx tsc -b packages/cli

FROM node:20-bookworm-slim
LABEL org.opencontainers.image.title=meshfence org.opencontainers.image.licenses=Apache-2.0
ENV NODE_ENV=production
WORKDIR /opt/meshfence
COPY LICENSE package.json ./
COPY --from=dependencies /opt/meshfence/node_modules node_modules
COPY --from=compiled /opt/meshfence/packages/core/package.json packages/core/
COPY --from=compiled /opt/meshfence/packages/core/dist packages/core/dist
COPY --from=compiled /opt/meshfence/packages/als-adapter/package.json packages/als-adapter/
COPY --from=compiled /opt/meshfence/packages/als-adapter/dist packages/als-adapter/dist
COPY --from=compiled /opt/meshfence/packages/k8s-adapter/package.json packages/k8s-adapter/
COPY --from=compiled /opt/meshfence/packages/k8s-adapter/dist packages/k8s-adapter/dist
COPY --from=compiled /opt/meshfence/packages/prom-adapter/package.json packages/prom-adapter/
COPY --from=compiled /opt/meshfence/packages/prom-adapter/dist packages/prom-adapter/dist
COPY --from=compiled /opt/meshfence/packages/cli/package.json packages/cli/
COPY --from=compiled /opt/meshfence/packages/cli/bin packages/cli/bin
COPY --from=compiled /opt/meshfence/packages/cli/dist packages/cli/dist
RUN ln -s /opt/meshfence/packages/cli/bin/meshfence.js /usr/local/bin/meshfence

USER 65532:65532
EXPOSE 8081 8082
ENTRYPOINT ["meshfence"]
CMD ["--help"]
