namespace Lego.TraceConsole.Store;

internal sealed record StoreSize(long Traces, long Documents, long LogLines, long Bytes);
