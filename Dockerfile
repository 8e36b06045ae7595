FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
# The project files first: the packages are restored anew only when these change.
COPY .editorconfig global.json Directory.Build.props Directory.Packages.props ./
COPY src/ConflictEvents.Domain/*.csproj src/ConflictEvents.Domain/
COPY src/ConflictEvents.Application/*.csproj src/ConflictEvents.Application/
COPY src/ConflictEvents.Infrastructure/*.csproj src/ConflictEvents.Infrastructure/
COPY src/ConflictEvents.Api/*.csproj src/ConflictEvents.Api/
COPY src/ConflictEvents.Cli/*.csproj src/ConflictEvents.Cli/
RUN dotnet restore src/ConflictEvents.Api && dotnet restore src/ConflictEvents.Cli
COPY src/ src/
RUN dotnet publish src/ConflictEvents.Api --no-restore -c Release -o /app/api \
  && dotnet publish src/ConflictEvents.Cli --no-restore -c Release -o /app/cli

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /app /app
COPY samples/ /app/samples/
WORKDIR /app/api
# The image's user without rights; by number, so that a cluster can see that it is not root.
USER 1654
ENV PORT=8080 ASPNETCORE_HTTP_PORTS=
EXPOSE 8080
# The image has no HTTP client; bash opens the connection itself.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/$PORT && printf 'GET /health/live HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["dotnet", "ConflictEvents.Api.dll"]
