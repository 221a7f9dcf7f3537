namespace Entente.Client;

internal static class Start
{
    // Stopping means letting the database write its last checkpoint; the default of two seconds would cut it short.
    private static Task<int> Main(string[] args) =>
        Commands.Root().Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
}
