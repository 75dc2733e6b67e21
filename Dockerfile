# The image of the commands that run in pods: `docker build -t cdk8s-flink .`
# RUNTIME is any image with Node 20.19 or newer as `node` on the PATH below.
ARG RUNTIME=gcr.io/distroless/nodejs20-debian12:nonroot

FROM node:20-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM ${RUNTIME}
ENV PATH=/nodejs/bin:/usr/local/bin:/usr/bin:/bin NODE_ENV=production
COPY --from=build /src/dist/bin /app
# A number, so that Kubernetes can see that it is not root.
USER 65532:65532
ENTRYPOINT ["node", "/app/cdk8s-flink.js"]
