using System.Net.Sockets;
using System.Text;

namespace ConflictEvents.Api.Tests.Http;

/// <summary>Takes an answer more slowly than within the grace period of the server, five seconds, but faster than its least rate.</summary>
internal static class SlowClient
{
    /// <returns>How many bytes came, about: headers are among them.</returns>
    public static async Task<long> Read(Uri address, string path)
    {
        using var client = new TcpClient { ReceiveBufferSize = 8_192 };
        await client.ConnectAsync(address.Host, address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n\r\n"));

        await stream.ReadExactlyAsync(new byte[1_000]);
        await Task.Delay(TimeSpan.FromSeconds(9));
        var all = 1_000L;
        var buffer = new byte[65_536];
        for (int read; (read = await stream.ReadAsync(buffer)) > 0;)
            all += read;
        return all;
    }
}
