//! A frugal HTTP/1.1 client on one kept connection, so that the measuring costs as little as it can.

use crate::figures::Failure;
use std::net::SocketAddr;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

pub struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

pub struct Answer {
    pub status: u16,
    retry_after: Option<u64>,
    pub body: Vec<u8>,
}

impl Client {
    pub async fn connect(address: SocketAddr) -> Result<Client, Failure> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Client { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    pub async fn get(&mut self, path: &str, headers: &str) -> Result<Answer, Failure> {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n")).await
    }

    pub async fn post(&mut self, path: &str, headers: &str, body: &str) -> Result<Answer, Failure> {
        let length = body.len();
        let head =
            format!("POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n");
        self.send(&format!("{head}{headers}\r\n{body}")).await
    }

    /// Sends a request whose answer is a stream, and leaves the stream to be read line by line.
    pub async fn open(mut self, path: &str, headers: &str) -> Result<TcpStream, Failure> {
        self.stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n").as_bytes()).await?;
        Ok(self.stream)
    }

    async fn send(&mut self, request: &str) -> Result<Answer, Failure> {
        self.stream.write_all(request.as_bytes()).await?;
        self.buffer.clear();
        let head = loop {
            if let Some(at) = find(&self.buffer, b"\r\n\r\n") {
                break at + 4;
            }
            self.more().await?;
        };
        let text = String::from_utf8_lossy(&self.buffer[..head]).to_lowercase();
        let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or("an answer without a status")?;
        let length = text.lines().find_map(|line| line.strip_prefix("content-length: ")?.trim().parse::<usize>().ok());
        match length {
            Some(length) => {
                while self.buffer.len() < head + length {
                    self.more().await?;
                }
            }
            None if text.contains("transfer-encoding: chunked") => {
                while !self.buffer.ends_with(b"\r\n0\r\n\r\n") && !self.buffer[head..].starts_with(b"0\r\n\r\n") {
                    self.more().await?;
                }
            }
            None => {}
        }
        let retry_after = text.lines().find_map(|line| line.strip_prefix("retry-after: ")?.trim().parse().ok());
        Ok(Answer { status, retry_after, body: self.buffer[head..].to_vec() })
    }

    async fn more(&mut self) -> Result<(), Failure> {
        match self.stream.read_buf(&mut self.buffer).await? {
            0 => Err("the connection was closed".into()),
            _ => Ok(()),
        }
    }
}

impl Answer {
    pub fn json(&self) -> Result<serde_json::Value, Failure> {
        Ok(serde_json::from_slice(&self.body)?)
    }

    /// Seconds.
    pub fn retry_after(&self) -> Option<u64> {
        self.retry_after
    }

    pub fn expect(self, status: u16) -> Result<Answer, Failure> {
        if self.status == status {
            return Ok(self);
        }
        Err(format!("{} instead of {status}: {}", self.status, String::from_utf8_lossy(&self.body)).into())
    }
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}
