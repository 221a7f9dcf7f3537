namespace Entente.Client;

internal static class Start
{
    private static Task<int> Main(string[] args) => Commands.Root().Parse(args).InvokeAsync();
}
